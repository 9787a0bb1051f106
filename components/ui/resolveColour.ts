/** Returns a colour that a canvas understands; it does not know `light-dark()`, so the browser works it out first. */
export function resolveColour(style: CSSStyleDeclaration, name: string): string {
  const probe = document.createElement('span')
  probe.style.color = style.getPropertyValue(name)
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}
