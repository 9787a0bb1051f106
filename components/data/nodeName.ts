/** Returns how a storage node is called on a screen: where it answers, without the scheme. */
export function nodeName(http: string): string {
  return http.replace(/^https?:\/\//, '')
}
