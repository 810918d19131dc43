// The page works without this. It only saves a reload: when the case moves on, so does the page.
"use strict";

const FIRST_WAIT = 3000;
const LONGEST_WAIT = 30000;

function watch() {
  const main = document.querySelector("main[data-status]");
  if (main) again(main, FIRST_WAIT);
}

function again(main, wait) {
  setTimeout(() => look(main, wait), wait);
}

async function look(main, wait) {
  if (!main.isConnected) return;
  const longer = Math.min(wait * 1.3, LONGEST_WAIT);
  if (document.hidden || main.querySelector("details[open] form")) return again(main, wait);
  try {
    const answer = await fetch(main.dataset.status, { cache: "no-store" });
    if (!answer.ok) return again(main, longer);
    const { look: now } = await answer.json();
    if (now !== main.dataset.look) return await replace(main);
  } catch {
    // The network is away for a moment: look again later.
  }
  again(main, longer);
}

async function replace(main) {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  if (!answer.ok) return again(main, LONGEST_WAIT);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = page.title;
  const next = page.querySelector("main");
  main.replaceWith(next);
  const news = next.querySelectorAll("h1, .standing");
  document.getElementById("news").textContent = [...news].map((each) => each.textContent).join(". ");
  watch();
}

// A second touch on the same button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  form.querySelector("button.main")?.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("button.main")?.removeAttribute("aria-disabled");
  }
});

watch();
