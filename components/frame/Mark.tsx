/** The sign of the project: a ring of 21 seals that closes into a Q with a block as its tail. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <circle
        cx="15"
        cy="15"
        r="11"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        pathLength={210}
        strokeDasharray="7 3"
        strokeDashoffset={-1.5}
      />
      <path d="M20 20h10v10H20z" className="fill-accent" />
    </svg>
  )
}
