const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text) =>
  text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hexadecimal, decimal, name) => {
    if (name) {
      return ENTITIES[name] ?? whole;
    }
    return String.fromCodePoint(hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal));
  });

export const escaped = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/**
 * Reads a document of the OSS API, which has elements and text only: an element is its text or an object of lists of its
 * children. No browser API is used, as those would read it as markup of this page.
 */
export function parseXml(document) {
  const root = {};
  const open = [{ children: root, text: '' }];
  const token = /<\?[^>]*\?>|<(\/?)([\w:.-]+)[^>]*?(\/?)>|([^<]+)/g;
  for (const [, end, name, empty, text] of document.matchAll(token)) {
    const top = open.at(-1);
    if (text !== undefined) {
      top.text += text;
    } else if (name && end) {
      open.pop();
      const parent = open.at(-1);
      if (parent === undefined) {
        throw new Error('the document ends too often');
      }
      const value = Object.keys(top.children).length ? top.children : unescaped(top.text);
      (parent.children[name] ??= []).push(value);
    } else if (name && empty) {
      (top.children[name] ??= []).push('');
    } else if (name) {
      open.push({ children: {}, text: '' });
    }
  }
  return root;
}

/** The first element at the end of a path, such as ['Error', 'Code']; undefined when there is none. */
export const first = (node, ...path) => path.reduce((at, name) => at?.[name]?.[0], node);

export const all = (node, ...path) => first(node, ...path.slice(0, -1))?.[path.at(-1)] ?? [];
