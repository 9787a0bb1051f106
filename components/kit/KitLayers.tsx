'use client'

import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog, Sheet } from '../ui/Dialog.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { KitRow, KitSection } from './KitSection.tsx'

export function KitLayers() {
  const [open, setOpen] = useState<'dialog' | 'sheet'>()
  const toast = useToast()
  const close = () => setOpen(undefined)
  return (
    <>
      <KitSection title="Tabs">
        <Tabs
          label="Example tabs"
          tabs={[
            { id: 'one', label: 'First', content: <p className="p-3">What the first tab holds.</p> },
            { id: 'two', label: 'Second', content: <p className="p-3">What the second tab holds.</p> },
          ]}
        />
      </KitSection>
      <KitSection title="Dialog, Sheet, Toast">
        <KitRow>
          <Button onClick={() => setOpen('dialog')}>Open a dialog</Button>
          <Button onClick={() => setOpen('sheet')}>Open a sheet</Button>
          <Button onClick={() => toast({ title: 'Saved' })}>Neutral toast</Button>
          <Button
            onClick={() =>
              toast({
                title: 'Final',
                description: 'In block 12.',
                tone: 'good',
                link: { href: '/block/12', label: 'Open it' },
              })
            }
          >
            Good toast
          </Button>
          <Button onClick={() => toast({ title: 'Refused', description: 'The reason.', tone: 'bad' })}>
            Bad toast
          </Button>
        </KitRow>
      </KitSection>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={close}
        title="A dialog"
        description="What it asks, in one sentence."
        closeLabel="Close"
      >
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Leave it</Button>
          <Button variant="primary" onClick={close}>
            Do it
          </Button>
        </div>
      </Dialog>
      <Sheet
        open={open === 'sheet'}
        onOpenChange={close}
        title="A sheet"
        description="What it accompanies."
        closeLabel="Close"
      >
        <p className="text-sm">Its content.</p>
      </Sheet>
    </>
  )
}
