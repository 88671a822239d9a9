// Saves what was typed: on leaving a field, and some seconds after a change. What could not be sent stays on this
// machine, under person, place and field, until the server has it.
//
//   <form data-autosave="/address" data-saved="#da-luu">      or the same on a fieldset, a row, or one field
//
// All named fields of that part are sent. Answers: 2xx saved; 409 someone else was first; 422 not usable yet.
// HTML in an answer replaces the parts of the page that carry the same ids. Anything but that keeps the text here.
const WAIT = 10000;
// The first wait after a failure; each further one is twice as long.
const RETRY = 5000;
const RETRY_AT_MOST = 300000;
const person = document.body.dataset.user ?? "";
const parts = new Map();
let composing = false;

const WORDS = {
  saved: (time) => `Đã tự lưu lúc ${time}`,
  offline: "Mất mạng. Bài vẫn còn trên máy này; có mạng sẽ tự gửi",
  signIn: "Phiên làm việc đã hết hoặc đã đổi. Bài còn trên máy này; đăng nhập lại rồi mở lại trang",
  conflict: "Có người vừa sửa chỗ này. Xem hai bản rồi chọn một",
  unusable: "Chưa lưu: xem chỗ báo lỗi",
  fault: "Máy chủ chưa lưu được. Bài vẫn còn trên máy này; sẽ tự gửi lại",
  restored: "Đã lấy lại phần chưa gửi, còn giữ trên máy này; đang gửi lại",
  elsewhere: "Chưa gửi được, còn giữ trên máy này:",
  open: "Mở lại chỗ này",
  drop: "Bỏ",
  differs: "Trên máy này còn nội dung chưa gửi, khác với bản đang lưu:",
  take: "Dùng nội dung chưa gửi",
};

const clock = (at) => at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" });
const SKIPPED = ["file", "password", "hidden", "submit", "button"];
const fieldsOf = (box) => (box.matches("input,select,textarea") ? [box] : [...box.querySelectorAll("input,select,textarea")]).filter((field) => field.name && !SKIPPED.includes(field.type));
const ticked = (field) => field.type === "radio" || field.type === "checkbox";
const slot = (box, field) => `thidua:${person}:${box.dataset.autosave}:${field.name}${field.type === "checkbox" ? `:${field.value}` : ""}`;
const read = (box, field) => (field.type === "radio" ? (fieldsOf(box).find((other) => other.name === field.name && other.checked)?.value ?? "") : field.type === "checkbox" ? String(field.checked) : field.value);

function first(box, field) {
  if (field.type === "radio") return fieldsOf(box).find((other) => other.name === field.name && other.defaultChecked)?.value ?? "";
  if (field.type === "checkbox") return String(field.defaultChecked);
  if (field.tagName === "SELECT") return [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value ?? "";
  return field.defaultValue;
}

function write(box, field, value) {
  if (field.type === "radio") fieldsOf(box).filter((other) => other.name === field.name).forEach((other) => { other.checked = other.value === value; });
  else if (field.type === "checkbox") field.checked = value === "true";
  else field.value = value;
}

// A full or forbidden store must never stop the typing.
function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* typing goes on */ }
}

function kept(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function say(box, words, state = "saved") {
  const region = document.querySelector(box.dataset.saved ?? box.closest("[data-saved]")?.dataset.saved ?? "#da-luu");
  if (!region) return;
  region.dataset.state = state;
  region.textContent = words;
}

function stateOf(box) {
  if (!parts.has(box)) parts.set(box, { dirty: new Map(), base: new Map(), timer: 0, sending: false, failed: 0 });
  return parts.get(box);
}

function later(box, wait) {
  const state = stateOf(box);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => send(box), wait);
}

function again(box) {
  const state = stateOf(box);
  later(box, Math.min(RETRY * 2 ** state.failed, RETRY_AT_MOST));
  state.failed += 1;
}

const labelOf = (field) => field.labels?.[0]?.textContent.trim() ?? field.name;

// `first` is what the server had when the typing began: on reload it tells whether anybody else was there meanwhile.
function changed(box, field) {
  const { dirty, base } = stateOf(box);
  const key = slot(box, field);
  const value = read(box, field);
  dirty.set(key, { name: field.name, value });
  const page = location.pathname + location.search;
  keep(key, JSON.stringify({ value, first: base.get(key) ?? first(box, field), page, label: labelOf(field) }));
  later(box, WAIT);
}

function body(box) {
  const form = box.closest("form");
  const all = new URLSearchParams();
  const hidden = [...box.querySelectorAll("input[type=hidden]")].filter((field) => field.name && field.name !== "csrfmiddlewaretoken");
  for (const field of [...hidden, ...fieldsOf(box)]) {
    if (!field.disabled && (!ticked(field) || field.checked)) all.append(field.name, field.value);
  }
  return { all, token: form?.elements.csrfmiddlewaretoken?.value ?? JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "" };
}

// What was typed after the sending began is put back over the server's answer.
function swap(box, html) {
  const focused = document.activeElement?.id;
  const answer = new DOMParser().parseFromString(`<template>${html}</template>`, "text/html").querySelector("template").content;
  // A list of its own: every part that goes into the page leaves the answer.
  for (const fresh of [...answer.children]) {
    const old = fresh.id && document.getElementById(fresh.id);
    if (!old) continue;
    old.replaceWith(document.adoptNode(fresh));
    window.htmx?.process(fresh);
  }
  const now = box.isConnected ? box : document.querySelector(`[data-autosave="${CSS.escape(box.dataset.autosave)}"]`);
  if (now && now !== box) { parts.set(now, parts.get(box)); parts.delete(box); }
  if (now) for (const field of fieldsOf(now)) {
    const typed = stateOf(now).dirty.get(slot(now, field));
    if (typed) write(now, field, typed.value);
  }
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return now ?? box;
}

async function answered(box, sent, response) {
  const state = stateOf(box);
  const ok = response.ok;
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return say(box, WORDS.signIn, "problem");
  if (ok || response.status === 409) {
    state.failed = 0;
    for (const [key, { value }] of sent) {
      if (ok) state.base.set(key, value);
      if (state.dirty.get(key)?.value !== value) continue;
      state.dirty.delete(key);
      // Where two values stand side by side, the own one stays on this machine until one of them is chosen.
      if (ok) keep(key, null);
    }
  } else if (response.status !== 422) {
    again(box);
    return say(box, WORDS.fault, "waiting");
  } else {
    // Kept on this machine, but not sent again until it is changed.
    for (const [key, { value }] of sent) if (state.dirty.get(key)?.value === value) state.dirty.delete(key);
  }
  const html = response.headers.get("Content-Type")?.startsWith("text/html") ? await response.text() : "";
  const now = html.trim() ? swap(box, html) : box;
  const at = new Date(response.headers.get("Date") ?? Date.now());
  if (ok) say(now, WORDS.saved(clock(at)));
  else say(now, response.status === 409 ? WORDS.conflict : WORDS.unusable, "problem");
}

async function send(box, keepalive = false) {
  const state = stateOf(box);
  clearTimeout(state.timer);
  if (!state.dirty.size || state.sending) return;
  if (composing) return later(box, WAIT);
  const sent = new Map(state.dirty);
  const { all, token } = body(box);
  state.sending = true;
  try {
    const response = await fetch(box.dataset.autosave, {
      method: "POST", body: all, keepalive, redirect: "manual", credentials: "same-origin",
      headers: { "X-CSRFToken": token, "X-Autosave": [...new Set([...sent.values()].map(({ name }) => name))].join(",") },
    });
    state.sending = false;
    await answered(box, sent, response);
  } catch {
    state.sending = false;
    say(box, WORDS.offline, "waiting");
    again(box);
  }
}

function offer(box, field, value) {
  const note = document.createElement("div");
  note.className = "note warn";
  const words = document.createElement("p");
  words.textContent = `${WORDS.differs} “${value}” `;
  const take = document.createElement("button");
  take.type = "button";
  take.className = "btn sm";
  take.textContent = WORDS.take;
  take.addEventListener("click", () => { write(box, field, value); changed(box, field); note.remove(); send(box); });
  note.append(words, take);
  (field.closest(".field") ?? field.closest(".with-unit") ?? field).after(note);
}

function restore(box) {
  let found = false;
  for (const field of fieldsOf(box)) {
    const key = slot(box, field);
    const old = kept(key);
    if (!old || (field.type === "radio" && stateOf(box).dirty.has(key))) continue;
    if (old.value === read(box, field)) keep(key, null);
    else if (old.first === first(box, field)) {
      write(box, field, old.value);
      changed(box, field);
      found = true;
    } else if (field.type !== "radio" || field.checked) offer(box, field, old.value);
  }
  if (found) { say(box, WORDS.restored, "waiting"); later(box, 1500); }
}

// What was typed here and is not on the page now: its row is closed, or it came with another address.
function tellElsewhere() {
  const here = new Set([...document.querySelectorAll("[data-autosave]")].flatMap((box) => fieldsOf(box).map((field) => slot(box, field))));
  const own = Object.keys(localStorage).filter((key) => key.startsWith(`thidua:${person}:`) && !here.has(key));
  for (const key of own) {
    const old = kept(key);
    if (!old?.page || new URL(old.page, location.origin).pathname !== location.pathname) continue;
    const note = document.createElement("div");
    note.className = "note warn kept";
    const words = document.createElement("p");
    words.textContent = `${WORDS.elsewhere} ${old.label}: “${old.value}” `;
    const open = document.createElement("a");
    open.href = old.page;
    open.textContent = WORDS.open;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn sm quiet-act";
    drop.textContent = WORDS.drop;
    drop.addEventListener("click", () => { keep(key, null); note.remove(); });
    note.append(words, open, drop);
    (document.querySelector("#da-doc") ?? document.querySelector("main"))?.prepend(note);
  }
}

function forgetAll() {
  Object.keys(localStorage).filter((key) => key.startsWith(`thidua:${person}:`)).forEach((key) => keep(key, null));
}

const boxOf = (event) => event.target.closest?.("[data-autosave]");
const known = (box, field) => box && fieldsOf(box).includes(field);

function onChange(event) {
  const box = boxOf(event);
  if (!known(box, event.target)) return;
  changed(box, event.target);
  // A tick or a choice is finished at once; text is finished when it is left.
  if (event.type === "change" && (ticked(event.target) || event.target.tagName === "SELECT")) send(box);
}

const sendAll = (keepalive) => [...parts.keys()].forEach((box) => send(box, keepalive));
document.addEventListener("input", onChange);
document.addEventListener("change", onChange);
document.addEventListener("focusout", (event) => { const box = boxOf(event); if (box) send(box); });
document.addEventListener("compositionstart", () => { composing = true; });
document.addEventListener("compositionend", () => { composing = false; });
document.addEventListener("thidua:save", () => sendAll(false));
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") sendAll(true); });
// The whole form is on its way: nothing of it needs to be saved in passing.
document.addEventListener("submit", (event) => parts.forEach((state, box) => { if (event.target.contains(box)) clearTimeout(state.timer); }));
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) forgetAll();
  const box = event.submitter?.name === "take" ? event.target.closest("[data-autosave]") : null;
  if (box) fieldsOf(box).filter((field) => field.name === event.submitter.value).forEach((field) => keep(slot(box, field), null));
});
addEventListener("online", () => { parts.forEach((state) => { state.failed = 0; }); sendAll(false); });
document.querySelectorAll("[data-autosave]").forEach(restore);
try { tellElsewhere(); } catch { /* a forbidden store has nothing to tell */ }
