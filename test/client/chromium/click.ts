/** What a user clicks on: browsers open windows for clicks alone. */

/** Puts a button on the page. */
export function button(act: () => void): void {
  const made = document.createElement('button');
  made.textContent = 'Sign in';
  made.onclick = act;
  document.body.replaceChildren(made);
}
