/** The sign of the project: a ring that closes into a Q with a block as its tail. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <clipPath id="mark">
        <path d="M0 0h32v18H18v14H0z" />
      </clipPath>
      <circle cx="14.5" cy="14.5" r="10.75" fill="none" stroke="currentColor" strokeWidth="5.5" clipPath="url(#mark)" />
      <path d="M20.5 20.5H31V31H20.5z" className="fill-accent" />
    </svg>
  )
}
