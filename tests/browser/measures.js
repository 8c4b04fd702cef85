// Functions for measures.py; each returns plain data about what a person can see on the open page.
(() => {
  const hiddenText = (s) => s.position === 'absolute' && (s.clip === 'rect(0px, 0px, 0px, 0px)' || s.clipPath === 'inset(50%)');
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    if (element.checkVisibility && !element.checkVisibility()) return false; // in a closed <details>
    for (let up = element; up; up = up.parentElement) {
      const s = getComputedStyle(up);
      if (s.display === 'none' || s.visibility === 'hidden' || +s.opacity === 0 || hiddenText(s)) return false;
      if (up.getAttribute('aria-hidden') === 'true') return false;
    }
    return true;
  };
  const CONTROLS =
    'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=switch], [role=checkbox],' +
    '[role=menuitem], [role=option]';
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter(seen);
  const nameOf = (e) =>
    (e.getAttribute('aria-label') || e.innerText || e.placeholder || e.id || e.className || e.tagName).toString().trim().slice(0, 60);
  // A field is as large as the frame or label that is clicked with it.
  const boxOf = (e) => {
    const frame = e.matches('input, textarea, select') ? e.closest('label, .field-frame, .q-field__control') : null;
    return (frame || e).getBoundingClientRect();
  };
  const inSentence = (e) =>
    e.matches('a') &&
    getComputedStyle(e).display === 'inline' &&
    e.parentElement.innerText.trim().length > e.innerText.trim().length + 3;

  return {
    smallTargets: () =>
      controls()
        .filter((e) => !inSentence(e))
        .map((e) => ({ name: nameOf(e), tag: e.tagName, width: Math.round(boxOf(e).width), height: Math.round(boxOf(e).height) }))
        .filter((found) => found.width < 48 || found.height < 48),
    smallLetters: () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const small = [];
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const element = walker.currentNode.parentElement;
        if (!text || !element || element.matches('script, style, noscript') || !seen(element)) continue;
        const size = parseFloat(getComputedStyle(element).fontSize);
        if (size < 16) small.push({ text: text.slice(0, 60), size });
      }
      return small;
    },
    nameless: () =>
      controls()
        .filter((e) => !(e.innerText || '').trim() && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby'))
        .filter((e) => !(e.labels && e.labels.length) && !e.title)
        .map((e) => e.outerHTML.slice(0, 120)),
    filledButtons: () => {
      const probe = document.createElement('span');
      probe.style.color = getComputedStyle(document.documentElement).getPropertyValue('--main');
      document.body.append(probe);
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return controls()
        .filter((e) => getComputedStyle(e).backgroundColor === colour)
        .map(nameOf);
    },
    cutWords: () =>
      [...document.querySelectorAll('h1, h2, h3, p, label, button, a, span')]
        .filter((e) => seen(e) && getComputedStyle(e).overflowX === 'hidden' && !e.closest('[data-clamp], .clamp, .excerpt'))
        .filter((e) => e.scrollWidth > e.clientWidth + 2)
        .map((e) => e.outerHTML.slice(0, 120)),
    runningText: () =>
      [...document.querySelectorAll('main p, form p')]
        .filter((e) => seen(e) && !e.closest('article .rich, .paper'))
        .map((e) => e.innerText.trim())
        .filter((text) => /[.!?]$/.test(text))
        .join(' '),
    sideways: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    visibleText: () => {
      const spoken = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((e) => [
        e.getAttribute('aria-label'),
        e.getAttribute('title'),
        e.getAttribute('placeholder'),
      ]);
      return [document.title, document.body.innerText, ...spoken].filter(Boolean).join('\n');
    },
  };
})()
