/** Returns the headers that every answer of the app's server carries, and the policy of the page with those scripts. */
export function securityHeaders(options: {
  scriptHashes: readonly string[]
  /** Addresses besides its own that the app may talk to. */
  connect: readonly string[]
}): Record<string, string> {
  const directives = [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...options.scriptHashes].join(' '),
    // Elements that place themselves carry style attributes; a style cannot run code.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...options.connect].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': directives.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy':
      'serial=(self), usb=(self), camera=(self), clipboard-write=(self), geolocation=(self), microphone=(), payment=()',
  }
}
