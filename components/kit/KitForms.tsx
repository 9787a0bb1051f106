import { Search } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { Input } from '../ui/Input.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Select } from '../ui/Select.tsx'
import { KitRow, KitSection } from './KitSection.tsx'

const variants = ['primary', 'secondary', 'quiet', 'danger'] as const

export function KitForms() {
  return (
    <>
      <KitSection title="Button">
        {variants.map((variant) => (
          <KitRow key={variant}>
            <Button variant={variant}>{variant}</Button>
            <Button variant={variant} size="sm">
              small
            </Button>
            <Button variant={variant} size="icon" aria-label={`${variant} icon`}>
              <Search aria-hidden className="size-4" />
            </Button>
            <Button variant={variant} busy>
              busy
            </Button>
            <Button variant={variant} disabled>
              disabled
            </Button>
          </KitRow>
        ))}
      </KitSection>
      <KitSection title="Input and Select">
        <div className="grid gap-4 sm:grid-cols-3">
          <Input label="Plain" placeholder="Placeholder" hint="A hint says what is expected." />
          <Input label="Wrong" mono defaultValue="0x12" error="That is no address." />
          <Input label="Disabled" disabled defaultValue="Nothing to do here" />
          <Input label="With an action" action={<Button variant="primary">Find</Button>} />
          <Select
            label="Select"
            defaultValue="b"
            options={[
              { value: 'a', label: 'First' },
              { value: 'b', label: 'Second' },
            ]}
          />
          <Select label="Disabled select" disabled options={[{ value: 'a', label: 'First' }]} />
        </div>
      </KitSection>
      <KitSection title="Kbd">
        <KitRow>
          <Kbd>Ctrl K</Kbd>
          <Kbd>Esc</Kbd>
        </KitRow>
      </KitSection>
    </>
  )
}
