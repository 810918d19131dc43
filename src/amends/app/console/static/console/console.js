"use strict";

// Everything works without this script; with it, hands may stay on the keyboard.

document.documentElement.classList.add("scripted");

// The clock of whoever reads; the next page shows it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const safely = location.protocol === "https:" ? "; secure" : "";
if (zone) document.cookie = `amends_zone=${zone}; path=/console/; max-age=31536000; samesite=lax${safely}`;

// What is chosen is seen, however narrow the screen.
document.querySelectorAll(".one-line [aria-current]").forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));

const rows = [...document.querySelectorAll("[data-row]")];
let here = -1;
let going = false;

function open(name) {
  const link = document.querySelector(`.nav a[data-key="${name}"]`);
  if (link) link.click();
}

function move(by) {
  if (!rows.length) return;
  if (here >= 0) rows[here].classList.remove("here");
  here = Math.min(Math.max(here + by, 0), rows.length - 1);
  rows[here].classList.add("here");
  rows[here].querySelector("a").focus({ preventScroll: true });
  rows[here].scrollIntoView({ block: "nearest" });
}

function find() {
  const field = document.getElementById("find");
  if (field) field.focus();
  else open("c");
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  "/": find,
  "?": () => document.getElementById("keys")?.showModal(),
};

function isTyping(target) {
  return target.matches("input:not([type=radio], [type=checkbox]), select, textarea") || document.querySelector("dialog[open]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (going) {
    going = false;
    open(event.key);
    return;
  }
  if (event.key === "g") {
    going = true;
    setTimeout(() => { going = false; }, 1200);
    return;
  }
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

// A menu that is open closes when something else is touched, or by Escape.
document.addEventListener("click", (event) => {
  document.querySelectorAll(".nav-more[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".nav-more[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.querySelectorAll("[data-submit]").forEach((field) => {
  field.addEventListener("change", () => field.form.requestSubmit());
});

// Enter in the search of a form searches; it does not send the form.
document.querySelectorAll("[data-enter]").forEach((part) => {
  part.addEventListener("keydown", (event) => {
    const button = part.querySelector("button");
    if (event.key !== "Enter" || !button || !event.target.matches("input")) return;
    event.preventDefault();
    button.click();
  });
});

document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
});

// Time at a case: told while its page is seen and touched. The server counts by its own clock.
document.querySelectorAll("[data-beat]").forEach((told) => {
  const every = Number(told.dataset.every) * 1000;
  const untouched = Number(told.dataset.untouched) * 1000;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  let touched = Date.now();
  ["pointermove", "pointerdown", "keydown", "scroll", "focus"].forEach((name) => {
    addEventListener(name, () => { touched = Date.now(); }, { passive: true });
  });
  setInterval(() => {
    if (document.visibilityState !== "visible" || Date.now() - touched > untouched) return;
    fetch(told.dataset.beat, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  }, every);
});

document.querySelectorAll("form[method=post]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
});
