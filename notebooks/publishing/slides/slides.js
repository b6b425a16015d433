// Lays the cells of a notebook out on slides of 1280 x 720 before reveal.js shows them. What does not fit goes on to
// the next slide: first whole cells, then code and each output by itself, then rows and lines. Only a block that
// cannot be divided is made smaller, and never below the limits here.
(() => {
  const CODE_SIZES = [20, 19, 18, 17, 16];
  const TABLE_SIZES = [21, 20, 19, 18, 17, 16];
  const SMALLEST_SCALE = 0.77; // of text of 26 px: 20 px
  const MOST_TABLES = 6; // of one cell; of more only some are shown
  const SHOWN_TABLES = 3;
  const BRIEF = 3; // lines of output that code makes room for
  const LIGHT = 0.42; // of a page's height: less than that is no page of its own

  const make = (tag, className = "") => Object.assign(document.createElement(tag), { className });
  const deck = document.body.dataset.deck;
  const slides = document.querySelector(".reveal .slides");
  const stage = make("div", "reveal stage");
  stage.innerHTML = '<div class="slides"></div>';

  // Keep an interval or a count on one line.
  function keepTogether(cell) {
    const pattern = /\[[-+\u2212]?[\d.]+, [-+\u2212]?[\d.]+\]|\(?\b[np] = [\d.,]+\)?/g;
    if (cell.children.length) return;
    const text = cell.textContent.replace(pattern, (found) => found.replaceAll(" ", "\u00a0"));
    if (text !== cell.textContent) cell.textContent = text;
  }

  // --- blocks of a section ---------------------------------------------------------------------

  function codeBlock(area) {
    const block = make("pre", "source");
    block.innerHTML = area.querySelector("pre").innerHTML.replace(/\s+$/, "");
    return block;
  }

  function outputBlocks(output) {
    const image = output.querySelector("img");
    if (image) {
      const block = make("div", "picture");
      block.append(image);
      return [block];
    }
    const tables = [...output.querySelectorAll("table")];
    if (tables.length) return tables;
    if (output.classList.contains("jp-RenderedMarkdown")) return [...output.children];
    const block = make("pre", "printed");
    block.textContent = output.textContent.replace(/^\n|\s+$/g, "");
    return block.textContent ? [block] : [];
  }

  // Of many tables the first few stand for all.
  function fewer(group) {
    const tables = group.filter((block) => block.matches("table"));
    if (tables.length <= MOST_TABLES) return group;
    const left = tables.slice(SHOWN_TABLES);
    const rest = make("pre", "printed");
    rest.textContent = document.body.dataset.leftOut.replace("{count}", left.length);
    const place = group.indexOf(left[0]);
    const kept = group.filter((block) => !left.includes(block));
    kept.splice(place, 0, rest);
    return kept;
  }

  // The groups of a section: a paragraph, list, table or heading each for itself, a code cell with its outputs.
  function groupsOf(section) {
    const groups = [];
    for (const cell of section.querySelectorAll(".jp-Cell")) {
      if (cell.closest("aside")) continue;
      if (cell.classList.contains("jp-MarkdownCell")) {
        const text = cell.querySelector(".jp-RenderedMarkdown");
        for (const block of [...text.children]) {
          if (block.matches("div.highlight")) groups.push([codeBlock(block)]);
          else groups.push([block]);
        }
        continue;
      }
      const group = [];
      const input = cell.querySelector(".jp-InputArea-editor");
      if (input) group.push(codeBlock(input));
      cell.querySelectorAll(".jp-OutputArea-output").forEach((output) => group.push(...outputBlocks(output)));
      if (group.length) groups.push(fewer(group));
    }
    return groups;
  }

  // --- pages -----------------------------------------------------------------------------------

  class Page {
    constructor(title) {
      this.element = make("section", "page");
      this.content = make("div", "content");
      this.kicker = make("p", "kicker");
      const lesson = make("span", "lesson");
      lesson.textContent = deck.split(/[:\uff1a]/)[0] + (title ? " \u203a " : "");
      this.kicker.append(lesson, title);
      this.element.append(this.kicker, this.content);
      stage.firstChild.replaceChildren(this.element);
    }
    get empty() { return !this.content.children.length; }
    get used() {
      const last = this.content.lastElementChild;
      return last ? last.getBoundingClientRect().bottom - this.content.getBoundingClientRect().top : 0;
    }
    get room() { return this.content.clientHeight; }
    fits() {
      if (this.used > this.room) return false;
      return [...this.content.children].every((child) => child.scrollWidth <= this.content.clientWidth + 1);
    }
    holds(blocks) {
      this.content.append(...blocks);
      const good = blocks.every((block) => suit(block, this)) && this.fits();
      if (!good) blocks.forEach((block) => block.remove());
      return good;
    }
  }

  // Choose the largest of a block's sizes with which it fits on the page where it stands.
  function suit(block, page) {
    const width = page.content.clientWidth;
    const sizes = block.matches("pre") ? CODE_SIZES : block.matches("table") ? TABLE_SIZES : [null];
    if (block.matches(".picture")) return suitPicture(block, page);
    for (const size of sizes) {
      if (size) block.style.fontSize = `${size}px`;
      if (block.matches("table")) block.classList.toggle("wide", block.offsetWidth > 0.8 * width);
      if (page.used <= page.room && block.scrollWidth <= width && !wraps(block, size)) return true;
    }
    if (block.matches("table") && block.offsetWidth > width && letWrap(block)) return suit(block, page);
    return page.used <= page.room && block.scrollWidth <= width;
  }

  // Let the intervals of a table wrap after all; false where that was done before.
  function letWrap(table) {
    const cells = [...table.querySelectorAll("td")].filter((cell) => !cell.children.length);
    const tight = cells.filter((cell) => cell.textContent.includes("\u00a0"));
    tight.forEach((cell) => { cell.textContent = cell.textContent.replaceAll("\u00a0", " "); });
    return tight.length > 0;
  }

  // Whether a line of code is longer than its block; printed text may wrap.
  function wraps(block, size) {
    if (!block.matches("pre.source")) return false;
    const longest = Math.max(...block.textContent.split("\n").map((line) => line.length));
    return longest * size * 0.6022 > block.clientWidth - 40;
  }

  function suitPicture(block, page) {
    const image = block.firstChild;
    image.style.width = "";
    const left = page.room - (page.used - block.offsetHeight);
    const height = Math.min(left, page.room);
    const scale = Math.min(1.45, page.content.clientWidth / image.naturalWidth, height / image.naturalHeight);
    image.style.width = `${Math.floor(image.naturalWidth * scale)}px`;
    return scale >= 0.85;
  }

  // Make room for a last short text by smaller code and tables, rather than leave it alone on the next page.
  function squeeze(page, blocks) {
    const divisible = [...page.content.querySelectorAll("pre, table")];
    const before = divisible.map((block) => block.style.fontSize);
    for (const size of [18, 17, 16]) {
      divisible.forEach((block) => {
        block.style.fontSize = `${Math.min(size, parseFloat(getComputedStyle(block).fontSize))}px`;
      });
      if (page.holds(blocks)) return true;
    }
    divisible.forEach((block, i) => { block.style.fontSize = before[i]; });
    return false;
  }

  // Printed lines that would look lost on a page of their own.
  function brief(block) {
    return block.matches("pre.printed") && block.textContent.split("\n").length <= BRIEF;
  }

  function endsWithHeading(page) {
    return !page.empty && page.content.lastElementChild.matches("h1, h2, h3");
  }

  function paginate(groups, title) {
    const pages = [];
    let page = new Page(title);
    const turn = () => {
      if (!page.empty) pages.push(page.element);
      page = new Page(title);
    };
    const place = (block) => {
      if (page.holds([block])) return;
      if (brief(block) && !page.empty && squeeze(page, [block])) return;
      const heading = endsWithHeading(page) ? page.content.lastElementChild : null;
      if (heading && page.content.children.length > 1) heading.remove();
      if (!page.empty && !(heading && page.content.children.length === 1 && block.matches("table, ul, ol, pre"))) {
        turn();
        if (heading && !heading.isConnected) page.content.append(heading);
        if (page.holds([block])) return;
      }
      const [head, tail] = divide(block, page);
      if (tail) {
        page.content.append(head);
        suit(head, page);
        turn();
        place(tail);
        return;
      }
      if (!page.empty) turn();
      page.content.append(block);
      shrink(block, page);
    };
    const fitsAlone = (group) => {
      const good = new Page(title).holds(group);
      stage.firstChild.replaceChildren(page.element);
      return good;
    };
    for (const group of groups) {
      if (page.holds(group)) continue;
      if (group === groups.at(-1) && group.length === 1 && group[0].matches("p, ul") && squeeze(page, group)) continue;
      const light = page.used < LIGHT * page.room;
      if (!light || (brief(group.at(-1)) && !endsWithHeading(page) && fitsAlone(group))) {
        turn();
        if (page.holds(group)) continue;
      }
      group.forEach(place);
    }
    turn();
    return pages;
  }

  // Divide a block so that its head fits on the page; [block, null] where it cannot be divided.
  function divide(block, page) {
    const list = block.matches("ul, ol");
    if (list || block.matches("table")) {
      const rows = list ? [...block.children] : [...block.querySelectorAll("tbody > tr")];
      for (let count = rows.length - 1; count > 0; count -= 1) {
        const head = block.cloneNode(true);
        const kept = list ? [...head.children] : [...head.querySelectorAll("tbody > tr")];
        kept.slice(count).forEach((row) => row.remove());
        if (page.holds([head])) {
          rows.slice(0, count).forEach((row) => row.remove());
          if (block.matches("ol")) block.start = count + 1;
          head.remove();
          return [head, block];
        }
      }
      return list ? [block, null] : divideCell(block, page);
    }
    if (block.matches("pre.printed")) {
      const lines = block.textContent.split("\n");
      for (let count = lines.length - 1; count > 0; count -= 1) {
        const head = block.cloneNode();
        head.textContent = lines.slice(0, count).join("\n");
        if (page.holds([head])) {
          block.textContent = lines.slice(count).join("\n");
          head.remove();
          return [head, block];
        }
      }
    }
    return [block, null];
  }

  // Divide the one long text of a table's first row at a line break.
  function divideCell(table, page) {
    const cells = [...table.querySelectorAll("tbody > tr:first-child > td")];
    if (cells.length !== 1) return [table, null];
    const lines = cells[0].textContent.split("\n");
    for (let count = lines.length - 1; count > 0; count -= 1) {
      const head = table.cloneNode(true);
      [...head.querySelectorAll("tbody > tr")].slice(1).forEach((row) => row.remove());
      head.querySelector("tbody td").textContent = lines.slice(0, count).join("\n");
      if (page.holds([head])) {
        cells[0].textContent = lines.slice(count).join("\n");
        head.remove();
        return [head, table];
      }
    }
    return [table, null];
  }

  function shrink(block, page) {
    suit(block, page);
    for (let scale = 0.98; scale >= SMALLEST_SCALE && !page.fits(); scale -= 0.02) block.style.fontSize = `${26 * scale}px`;
  }

  // A page with a little text and nothing else gets larger letters.
  function loosen(element) {
    stage.firstChild.replaceChildren(element);
    const content = element.querySelector(".content");
    const blocks = [...content.children];
    if (element.classList.contains("title") || blocks.some((block) => !block.matches("p, ul, ol, h2, h3"))) return;
    const used = () => content.lastElementChild.getBoundingClientRect().bottom - content.getBoundingClientRect().top;
    if (used() > 0.55 * content.clientHeight) return;
    element.classList.add("roomy");
    if (used() > content.clientHeight) element.classList.remove("roomy");
  }

  function titlePage(element) {
    element.classList.add("title");
    element.dataset.backgroundColor = "#0b2b45";
    const heading = element.querySelector("h1");
    const [number, rest] = heading.textContent.split(" \u00b7 ");
    if (!rest) return;
    const part = make("span", "number");
    part.textContent = number;
    heading.replaceChildren(part, rest);
  }

  function pagesOf(section) {
    const groups = groupsOf(section);
    const notes = section.querySelector("aside.notes");
    const title = section.dataset.section || "";
    const pages = paginate(groups, title);
    for (const page of pages) {
      if (page.querySelector("h1")) titlePage(page);
      if (page.querySelector("h1, h2")) {
        page.querySelector(".kicker").remove();
        page.classList.add("headed");
      }
      loosen(page);
      if (notes) page.append(notes.cloneNode(true));
    }
    return pages;
  }

  async function start() {
    document.querySelectorAll("table.dataframe tr > th:empty").forEach((corner) => corner.replaceWith(make("td")));
    document.querySelectorAll("table.dataframe td").forEach(keepTogether);
    await document.fonts.load('600 26px "Source Sans Pro"');
    await document.fonts.load('26px "Source Sans Pro"');
    await document.fonts.load('italic 26px "Source Sans Pro"');
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    document.body.append(stage);
    const stacks = [];
    for (const outer of [...slides.children]) {
      const leaves = [...outer.children].filter((child) => child.tagName === "SECTION");
      const pages = leaves.flatMap(pagesOf);
      if (!pages.length) continue;
      const stack = make("section");
      stack.append(...pages);
      stacks.push(stack);
    }
    slides.replaceChildren(...stacks);
    stage.remove();
    await Reveal.initialize({
      width: 1280, height: 720, margin: 0, minScale: 0.2, maxScale: 3, center: false, hash: true,
      transition: "none", backgroundTransition: "none", slideNumber: "c/t", controls: false, plugins: [RevealNotes],
    });
    document.documentElement.dataset.ready = "yes";
  }

  start();
})();
