// What a person with a screen reader, a keyboard or weak eyes would stumble over. Gives a list of complaints.
const complaints = [];
const complain = (what, element) => complaints.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
const all = (selector) => [...document.querySelectorAll(selector)];
const isShown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
const nameOf = (element) => {
  const labelled = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter((id) => id !== '');
  if (labelled.length > 0) return labelled.map((id) => (document.getElementById(id) || { textContent: '' }).textContent).join(' ').trim();
  if (element.hasAttribute('aria-label')) return element.getAttribute('aria-label').trim();
  if (element.labels && element.labels.length > 0) return [...element.labels].map((label) => label.textContent).join(' ').trim();
  return element.textContent.trim();
};

if (document.documentElement.lang === '') complain('no language', document.documentElement);
if (document.title.trim() === '') complain('no title', document.head);
if (all('h1').length !== 1) complain('not one h1', document.body);
if (all('main').length !== 1) complain('not one main', document.body);
let before = 0;
all('h1, h2, h3, h4').forEach((heading) => {
  const level = Number(heading.tagName[1]);
  if (level > before + 1) complain('a level of headings is left out', heading);
  before = level;
});

const ids = all('[id]').map((element) => element.id);
ids.filter((id, at) => ids.indexOf(id) !== at).slice(0, 3).forEach((id) => complaints.push(`an id stands twice: ${id}`));
['aria-labelledby', 'aria-describedby', 'for'].forEach((attribute) => all(`[${attribute}]`).forEach((element) => {
  element.getAttribute(attribute).split(/\s+/).forEach((id) => { if (document.getElementById(id) === null) complain(`${attribute} names nothing`, element); });
}));
all('a[href^="#"]').forEach((link) => { if (document.getElementById(link.getAttribute('href').slice(1)) === null) complain('a link leads nowhere', link); });
all('button, a, input, select, nav, section, form[role], [role="region"], summary').forEach((element) => { if (nameOf(element) === '') complain('no name', element); });
all('svg').forEach((svg) => {
  if (svg.getAttribute('role') !== 'img') complain('a picture without role', svg);
  if (nameOf(svg) === '') complain('a picture without name', svg);
});
all('table').forEach((table) => {
  if (table.caption === null || table.caption.textContent.trim() === '') complain('a table without caption', table);
  [...table.querySelectorAll('th')].forEach((th) => { if (!['row', 'col'].includes(th.scope)) complain('a heading without scope', th); });
  [...table.tBodies[0].rows].forEach((row) => {
    if (row.querySelector('th[scope="row"]') === null) complain('a row without heading', row);
    if (row.cells.length !== table.tHead.rows[0].cells.length) complain('a row of another length', row);
  });
});
all('.scroll').forEach((region) => { if (region.tabIndex !== 0) complain('cannot be scrolled by keyboard', region); });

// Contrast as WCAG 2 computes it.
const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((value) => { const part = value / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const backgroundOf = (element) => {
  for (let at = element; at !== null; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const seen = new Set();
all('body *').forEach((element) => {
  const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
  if (!hasText || element.closest('script, style, option, defs, title, desc') !== null || !isShown(element)) return;
  const style = getComputedStyle(element);
  const colour = element.closest('svg') === null ? style.color : style.fill;
  const key = `${colour} ${backgroundOf(element)} ${style.fontSize}`;
  if (seen.has(key)) return;
  seen.add(key);
  const [a, b] = [luminance(channels(colour)), luminance(backgroundOf(element))].sort((x, y) => y - x);
  const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
  if ((a + 0.05) / (b + 0.05) < (isLarge ? 3 : 4.5)) complain(`contrast ${((a + 0.05) / (b + 0.05)).toFixed(2)}`, element);
});
// Bars against the page: by their edge, where the fill is pale.
all('svg rect[fill^="url"]').slice(0, 40).forEach((bar) => {
  const [a, b] = [luminance(channels(getComputedStyle(bar).stroke)), luminance(backgroundOf(bar))].sort((x, y) => y - x);
  if ((a + 0.05) / (b + 0.05) < 3) complain('a bar without edge', bar);
});
return complaints;
