/** An instrument of 21 marks: how many producers have sealed, and where finality begins. */
export function SealDial({
  seals,
  producers,
  quorum,
  label,
}: {
  seals: number | undefined
  producers: number
  quorum: number
  label: string
}) {
  const step = 280 / Math.max(1, producers - 1)
  return (
    <svg viewBox="0 0 200 178" role="img" aria-label={label} className="w-full">
      {Array.from({ length: producers }, (_, index) => {
        const lit = seals !== undefined && index < seals
        return (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark is its position on the dial
            key={index}
            x1="100"
            x2="100"
            y1={index === quorum - 1 ? 4 : 12}
            y2="30"
            transform={`rotate(${-140 + index * step} 100 100)`}
            strokeWidth="7"
            className={lit ? 'stroke-accent' : 'stroke-line'}
          />
        )
      })}
    </svg>
  )
}
