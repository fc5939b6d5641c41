'use strict';
(() => {
  // Everything is readable without this; it adds filters, order and a choice of light or dark.
  document.querySelectorAll('.needs-script').forEach((part) => { part.hidden = false; });

  const textOf = (row, column) => row.cells[column].textContent.trim();

  document.querySelectorAll('form.filter').forEach((form) => {
    const rows = [...document.getElementById(form.dataset.table).tBodies[0].rows];
    const search = form.querySelector('input');
    const choices = [...form.querySelectorAll('select')];
    const count = form.querySelector('.count');
    const texts = new Map();
    const lower = (row) => {
      if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
      return texts.get(row);
    };
    const fits = (row, words) =>
      words.every((word) => lower(row).includes(word)) &&
      choices.every((choice) => choice.value === '' || textOf(row, Number(choice.dataset.column)).split(/,\s*/).includes(choice.value));
    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
      let shown = 0;
      rows.forEach((row) => {
        row.hidden = !fits(row, words);
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = `${shown} of ${rows.length} shown`;
    };
    form.addEventListener('input', apply);
    form.addEventListener('change', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
    apply();
  });

  const compare = (order) => (a, b) => {
    if (order.length > 0) return order.indexOf(a) - order.indexOf(b);
    return a.localeCompare(b, 'en', { numeric: true });
  };

  document.querySelectorAll('table.sorts').forEach((table) => {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      heading.textContent = '';
      heading.append(button);
      heading.setAttribute('aria-sort', 'none');
      const order = (heading.dataset.order || '').split(',').filter((word) => word !== '');
      button.addEventListener('click', () => {
        const descending = heading.getAttribute('aria-sort') === 'ascending';
        headings.forEach((other) => other.setAttribute('aria-sort', 'none'));
        heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        const by = compare(order);
        const rows = [...table.tBodies[0].rows].map((row) => [textOf(row, column), row]);
        rows.sort((a, b) => (descending ? by(b[0], a[0]) : by(a[0], b[0])));
        table.tBodies[0].append(...rows.map((pair) => pair[1]));
      });
    });
  });

  // A link into a table that is filtered shows what it leads to.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null || !target.hidden) return;
    target.hidden = false;
    target.scrollIntoView();
  };
  window.addEventListener('hashchange', reveal);
  reveal();

  const theme = document.getElementById('theme');
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (document.documentElement.dataset.theme || (prefersDark.matches ? 'dark' : 'light')) === 'dark';
  const name = () => { theme.textContent = isDark() ? 'Light colours' : 'Dark colours'; };
  theme.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    name();
  });
  prefersDark.addEventListener('change', name);
  name();
})();
