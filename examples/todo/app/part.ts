/** Elements of the page, of the kind that they are known to be. */

type Kind<Found> = new () => Found;

/** The first element within `root` that the selector names. @throws Error if there is none of this kind */
export function part<Found extends Element>(root: ParentNode, selector: string, kind: Kind<Found>): Found {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`${selector} is no ${kind.name}`);
}

/** A new element, as the template in the page has it. */
export function fromTemplate<Found extends Element>(id: string, kind: Kind<Found>): Found {
  const { content } = part(document, `template#${id}`, HTMLTemplateElement);
  return part(document.importNode(content, true), '*', kind);
}

/** A button that does this when it is pressed. */
export function button(label: string, press: () => unknown): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}
