import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { KitRow, KitSection } from './KitSection.tsx'

export function KitFeedback() {
  return (
    <>
      <KitSection title="Banner">
        {(['info', 'warn', 'bad'] as const).map((tone) => (
          <Banner key={tone} tone={tone} title={`A banner: ${tone}`} action={<Button size="sm">Act</Button>}>
            What happened, and what to do about it.
          </Banner>
        ))}
      </KitSection>
      <KitSection title="Empty, error, waiting">
        <div className="grid gap-4 sm:grid-cols-3">
          <Card>
            <EmptyState title="Nothing here" action={<Button>Fill it</Button>}>
              Why it is empty, and what would fill it.
            </EmptyState>
          </Card>
          <Card>
            <ErrorState
              title="It could not be read"
              name="Chain.ExampleError"
              action={<Button size="sm">Try again</Button>}
            >
              In plain words.
            </ErrorState>
          </Card>
          <Card className="p-4">
            <KitRow>
              <Skeleton className="w-40" />
              <Skeleton className="w-24" />
            </KitRow>
          </Card>
        </div>
      </KitSection>
      <KitSection title="Progress">
        <Progress label="Verifying" value={0.62} detail="62 of 100" />
        <Progress label="Done" value={1} />
        <Progress label="Nobody knows how long" />
      </KitSection>
    </>
  )
}
