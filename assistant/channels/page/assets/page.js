/* The page's own behaviour: a citation opens beside the chat, ratings and copies need no round trip through Gradio. */
(() => {
  "use strict";
  const closest = (event, selector) => event.target instanceof Element && event.target.closest(selector);

  let openedFrom = "";

  function closeOnEscape(event) {
    if (event.key === "Escape") closeSource();
  }

  function openSource(address) {
    const panel = document.getElementById("pa-panel");
    const frame = panel.querySelector("iframe");
    const [path, mark] = address.split("#");
    /* The quote takes the focus when the source has loaded: keys are then heard by the frame alone. */
    frame.onload = () => frame.contentWindow.addEventListener("keydown", closeOnEscape);
    frame.src = path + "&panel=1" + (mark ? "#" + mark : "");
    panel.querySelector(".pa-panel-open").href = address;
    openedFrom = address;
    panel.hidden = false;
    document.body.classList.add("pa-with-panel");
  }

  function closeSource() {
    const panel = document.getElementById("pa-panel");
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    panel.querySelector("iframe").src = "about:blank";
    document.body.classList.remove("pa-with-panel");
    /* Gradio may have built the answer anew since: the citation is found by its address. */
    const citations = [...document.querySelectorAll("a.pa-source")];
    citations.find((citation) => citation.getAttribute("href") === openedFrom)?.focus({ preventScroll: true });
  }

  async function rate(tool, rating, comment) {
    const named = [...tool.closest(".pa-answer").classList].find((name) => name.startsWith("pa-id-"));
    const response = await fetch("/v1/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answer_id: named.slice(6), rating, comment: comment || "" }),
    }).catch(() => null);
    return Boolean(response && response.ok);
  }

  async function rateUp(tool) {
    const done = await rate(tool, "up");
    tool.textContent = done ? "已记下，谢谢" : "没有记下，请重试";
    tool.classList.toggle("pa-done", done);
  }

  function askWhatIsWrong(tool) {
    const foot = tool.closest(".pa-foot");
    if (foot.querySelector(".pa-comment")) return;
    const form = document.createElement("form");
    form.className = "pa-comment";
    const words = document.createElement("input");
    words.placeholder = "哪里不对？正确的应当是什么？（可以不填）";
    words.maxLength = 2000;
    const send = document.createElement("button");
    send.textContent = "提交";
    form.append(words, send);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const done = await rate(tool, "down", words.value);
      if (done) form.remove();
      tool.textContent = done ? "已记下，谢谢" : "没有记下，请重试";
      tool.classList.toggle("pa-done", done);
    });
    foot.append(form);
    words.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  async function copyAnswer(tool) {
    const answer = tool.closest(".pa-answer");
    const text = [answer.querySelector(".pa-text"), answer.querySelector(".pa-cites")]
      .filter(Boolean).map((part) => part.innerText.trim()).join("\n\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      /* Browsers give the clipboard only to https and localhost; an intranet address needs the old way. */
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    tool.textContent = "已复制";
    setTimeout(() => { tool.textContent = "复制"; }, 1500);
  }

  function act(event) {
    const source = closest(event, "a.pa-source");
    if (source && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openSource(source.getAttribute("href"));
    } else if (closest(event, ".pa-panel-close")) {
      closeSource();
    } else {
      const tool = closest(event, ".pa-tool:not(.pa-done)");
      if (!tool) return;
      if (tool.classList.contains("pa-up")) rateUp(tool);
      else if (tool.classList.contains("pa-down")) askWhatIsWrong(tool);
      else copyAnswer(tool);
    }
  }

  /* Gradio reads out a message's HTML as its label, and labels examples in English. */
  function labelInChinese() {
    for (const message of document.querySelectorAll('[data-testid="bot"], [data-testid="user"]')) {
      message.setAttribute("aria-label", message.dataset.testid === "bot" ? "答复" : "提问");
    }
    document.querySelector('#pa-chat [aria-label="chatbot conversation"]')?.setAttribute("aria-label", "对话");
    for (const example of document.querySelectorAll("#pa-chat .example, #pa-chat .option")) {
      example.setAttribute("aria-label", example.innerText.trim());
    }
  }

  /* Gradio tells its own failures (the service is gone, too many wait) in English. */
  function tellInChinese() {
    for (const words of document.querySelectorAll(".toast-message-text")) {
      if (!/^[\x20-\x7e]+$/.test(words.textContent)) continue;
      const lost = words.textContent.startsWith("Connection");
      words.firstChild.data = lost ? "与服务的连接断了，正在重新连接。" : "服务正忙，请稍后再试。";
      const toast = words.closest(".toast-body");
      toast.querySelector(".toast-title").firstChild.data = "提示";
      toast.querySelector(".toast-close").setAttribute("aria-label", "关闭");
    }
  }

  /* The newest question is held at the top of the view while its answer grows, until the reader scrolls. */
  let questions = 0;
  let held = false;
  function holdQuestion() {
    /* Gradio builds the rows anew with every update: the last one is looked up each time. */
    const rows = document.querySelectorAll("#pa-chat .user-row");
    if (rows.length > questions) held = true;
    questions = rows.length;
    if (!held || !questions) return;
    const last = rows[questions - 1];
    const view = last.closest(".panel-wrap");
    view.scrollTop += last.getBoundingClientRect().top - view.getBoundingClientRect().top - 16;
  }

  /* The page has one look, and it is light. */
  function stayLight() {
    if (document.body.classList.contains("dark")) document.body.classList.remove("dark");
  }

  function watch() {
    new MutationObserver(() => { labelInChinese(); tellInChinese(); holdQuestion(); })
      .observe(document.body, { childList: true, subtree: true });
    for (const kind of ["wheel", "touchmove", "pointerdown"]) {
      document.addEventListener(kind, () => { held = false; }, { passive: true });
    }
    new MutationObserver(stayLight).observe(document.body, { attributes: true, attributeFilter: ["class"] });
    stayLight();
  }

  /* Gradio may put this script into the page after it has loaded. */
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
  else watch();
  document.documentElement.lang = "zh-CN";
  document.addEventListener("click", act, true);
  document.addEventListener("keydown", (event) => {
    closeOnEscape(event);
    if (event.key === "Enter" && closest(event, '[role="button"]')) act(event);
  });
})();
