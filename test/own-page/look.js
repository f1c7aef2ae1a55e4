// What a page looks like to somebody who needs contrast, names and headings. It is evaluated in the page, by browser.spec.ts.
(() => {
  const levels = [...document.querySelectorAll('h1,h2,h3')].map((heading) => Number(heading.tagName.slice(1)));
  const fields = [...document.querySelectorAll('input:not([type=hidden]),textarea,select')];
  const buttons = [...document.querySelectorAll('button,a,summary')];
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const over = (top, alpha, under) => under.map((value, index) => top[index] * alpha + value * (1 - alpha));
  const luminance = (channels) => {
    const [r, g, b] = channels.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const canvas = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const contrastOf = (element) => {
    let ground = canvas;
    let opacity = 1;
    const line = [];
    for (let at = element; at !== null; at = at.parentElement) line.unshift(at);
    for (const one of line) {
      const style = getComputedStyle(one);
      const colour = parts(style.backgroundColor);
      ground = over(colour, colour[3] ?? 1, ground);
      opacity *= Number(style.opacity);
    }
    const front = luminance(over(parts(getComputedStyle(element).color), opacity, ground));
    const back = luminance(ground);
    return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  };
  const read = [...document.querySelectorAll('body *')]
    .filter((element) => hasText(element) && element.getClientRects().length > 0 && !element.closest('.hidden'))
    .map((element) => ({ text: element.textContent.trim().slice(0, 40), ratio: contrastOf(element) }));
  const nameless = [
    ...fields.filter((field) => field.labels.length === 0),
    ...buttons.filter((button) => !button.textContent.trim()),
  ];
  return {
    language: document.documentElement.lang,
    title: document.title,
    h1: levels.filter((level) => level === 1).length,
    skipped: levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1),
    nameless: nameless.map((element) => element.outerHTML.slice(0, 80)),
    tooWide: document.documentElement.scrollWidth - window.innerWidth,
    faint: read,
  };
})();
