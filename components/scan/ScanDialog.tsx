'use client'

import { ImageUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import english from '../i18n/messages/en/scan.json'
import { Words } from '../i18n/Words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { type CodeReader, createCodeReader } from './createCodeReader.ts'
import { useCamera } from './useCamera.ts'

type ScanDialogProps = { onText(text: string): void; onClose(): void }

/** Reads a QR code with the camera, or from a picture that is chosen, pasted or dropped. What it says is the caller's to judge. */
export function ScanDialog(props: ScanDialogProps) {
  return (
    <Words english={english}>
      <Scanner {...props} />
    </Words>
  )
}

function Scanner({ onText, onClose }: ScanDialogProps) {
  const t = useTranslations('scan')
  const video = useRef<HTMLVideoElement>(null)
  const [round, setRound] = useState(0)
  const [picture, setPicture] = useState<'reading' | 'empty' | 'broken'>()
  const reader = useCodeReader()
  const found = useCallback(
    (text: string) => {
      onText(text)
      onClose()
    },
    [onText, onClose],
  )
  const camera = useCamera(video, { reader, round, onText: found })
  const readFile = useCallback(
    async (file: File) => {
      setPicture('reading')
      try {
        const image = await createImageBitmap(file)
        const text = await (await reader).read(image, image.width, image.height)
        if (text === undefined) setPicture('empty')
        else found(text)
      } catch {
        setPicture('broken')
      }
    },
    [reader, found],
  )
  usePastedPicture(readFile)
  const hasCamera = camera === 'starting' || camera === 'looking'
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('title')}
      description={t('purpose')}
      closeLabel={t('close')}
    >
      <div className={hasCamera ? 'mb-4 aspect-square overflow-hidden rounded-md bg-sunken' : 'hidden'}>
        <video ref={video} muted playsInline className="size-full object-cover" aria-label={t('camera')} />
      </div>
      <p role="status" className="mb-4 text-sm">
        {picture ? t(`picture.${picture}`) : t(`states.${camera}`)}
      </p>
      <div className="flex flex-wrap gap-2">
        <PictureButton label={t('choose')} onFile={readFile} />
        {camera === 'tired' && <Button onClick={() => setRound(round + 1)}>{t('again')}</Button>}
      </div>
    </Dialog>
  )
}

function PictureButton({ label, onFile }: { label: string; onFile(file: File): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onFile(file)
          target.value = ''
        }}
      />
      <Button onClick={() => input.current?.click()}>
        <ImageUp aria-hidden className="size-4" />
        {label}
      </Button>
    </>
  )
}

function useCodeReader(): Promise<CodeReader> {
  const [reader] = useState(createCodeReader)
  useEffect(() => () => void reader.then((one) => one.stop()), [reader])
  return reader
}

/** Pictures come by the clipboard or fall onto the page. */
function usePastedPicture(onFile: (file: File) => void): void {
  useEffect(() => {
    const take = (event: Event, data: DataTransfer | null) => {
      const file = [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'))
      if (!file) return
      event.preventDefault()
      onFile(file)
    }
    const onPaste = (event: ClipboardEvent) => take(event, event.clipboardData)
    const onDrop = (event: DragEvent) => take(event, event.dataTransfer)
    const allow = (event: DragEvent) => event.preventDefault()
    window.addEventListener('paste', onPaste)
    window.addEventListener('drop', onDrop)
    window.addEventListener('dragover', allow)
    return () => {
      window.removeEventListener('paste', onPaste)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('dragover', allow)
    }
  }, [onFile])
}
