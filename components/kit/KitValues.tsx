import { SealDial } from '../chain/SealDial.tsx'
import { Amount } from '../ui/Amount.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Bars } from '../ui/Bars.tsx'
import { Card, CardHeader } from '../ui/Card.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { LineChart } from '../ui/LineChart.tsx'
import { shortenHex } from '../ui/shortenHex.ts'
import { Table, Td, Th, Tr } from '../ui/Table.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { KitRow, KitSection } from './KitSection.tsx'

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const tones = ['neutral', 'accent', 'good', 'warn', 'bad'] as const
const bars = [3, 0, 7, 12, 5, 0, 9].map((value, index) => ({
  id: String(index),
  value,
  text: `Block ${index}: ${value}`,
}))
const curve = { x: [1, 2, 3, 4, 5, 6, 7, 8], y: [2, 3, 1, 5, 8, 6, 7, 4] }

export function KitValues() {
  return (
    <>
      <KitSection title="Badge and Tooltip">
        <KitRow>
          {tones.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Tooltip text="Shown on hover, focus and tap." className="cursor-help underline decoration-dotted">
            What is this?
          </Tooltip>
        </KitRow>
      </KitSection>
      <KitSection title="Card, Facts, Amount, Copyable">
        <Card>
          <CardHeader title="Title" note="A note" action={<Badge tone="good">Open</Badge>} />
          <Facts>
            <Fact name="Amount">
              <Amount value={1_234_567_800_000_000_000_000n} decimals={18} unit="QDT" />
            </Fact>
            <Fact name="Address" note="a note under the name">
              <Copyable value={address} label="Copy: address" copiedLabel="Copied">
                {shortenHex(address)}
              </Copyable>
            </Fact>
          </Facts>
        </Card>
      </KitSection>
      <KitSection title="Table">
        <Card>
          <Table caption="An example table">
            <thead>
              <tr>
                <Th>Block</Th>
                <Th align="right">Seals</Th>
                <Th>Producer</Th>
              </tr>
            </thead>
            <tbody>
              {[12, 11].map((number) => (
                <Tr key={number}>
                  <Td>{number}</Td>
                  <Td align="right">15</Td>
                  <Td className="font-mono">{shortenHex(address)}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Card>
      </KitSection>
      <KitSection title="Dial, Bars, LineChart">
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <SealDial seals={undefined} producers={21} quorum={15} label="Seals not known" />
          <SealDial seals={9} producers={21} quorum={15} label="9 of 21 seals" />
          <SealDial seals={15} producers={21} quorum={15} label="15 of 21 seals" />
          <SealDial seals={21} producers={21} quorum={15} label="21 of 21 seals" />
        </div>
        <Bars label="Example bars" bars={bars} slots={12} />
        <Bars label="Waiting bars" bars={undefined} slots={12} />
        <LineChart label="Example curve" x={curve.x} y={curve.y} formatX={String} formatY={String} />
      </KitSection>
    </>
  )
}
