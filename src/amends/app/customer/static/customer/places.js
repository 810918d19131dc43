// Points on the customer's way without leaving the page. Without this the same forms are sent plainly.
"use strict";

function plainly(form, button) {
  form.dataset.plain = "yes";
  delete form.dataset.sent;
  form.requestSubmit(button);
}

async function ask(form, button) {
  const said = new FormData(form);
  if (button?.name) said.set(button.name, button.value);
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(said) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("main");
    if (!answer.ok || answer.redirected || !next) return plainly(form, button);
    const first = next.querySelector("[autofocus]");
    first?.removeAttribute("autofocus");
    main.replaceWith(next);
    arrive(next, first);
  } catch {
    plainly(form, button);
  } finally {
    main.removeAttribute("aria-busy");
  }
}

function arrive(main, first) {
  offerHere(main);
  drawMaps(main);
  first?.focus({ preventScroll: true });
  const isBeside = matchMedia("(min-width: 60rem)").matches;
  (isBeside ? main : main.querySelector(".map:not([hidden])") ?? first)?.scrollIntoView({ block: "start" });
  const said = main.querySelectorAll(".answer h2, .answer p, .note, .which legend");
  document.getElementById("news").textContent = [...said].map((each) => each.textContent).join(" ");
}

function offerHere(within) {
  if (!navigator.geolocation) return;
  within.querySelector(".needs-script")?.classList.remove("needs-script");
  for (const button of within.querySelectorAll("[data-here]")) {
    button.hidden = false;
    button.addEventListener("click", (event) => locate(event, button));
  }
}

function locate(event, button) {
  const { form } = button;
  if (form.elements.here.value) return;
  event.preventDefault();
  button.setAttribute("aria-busy", "true");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.here.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
      form.requestSubmit(button);
    },
    () => {
      button.removeAttribute("aria-busy");
      const note = document.createElement("p");
      note.className = "note";
      note.setAttribute("role", "alert");
      note.textContent = button.dataset.here;
      form.querySelector(".buttons + .note")?.remove();
      form.querySelector(".buttons").after(note);
    },
    { timeout: 10000, maximumAge: 60000 },
  );
}

// In the capturing phase: before a form counts as sent.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-find]") || form.dataset.plain) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (document.querySelector("main[aria-busy]")) return;
    ask(form, event.submitter);
  },
  true,
);

offerHere(document);
