import { LostScreen } from '../components/explorer/LostScreen.tsx'

export default function NotFound() {
  return <LostScreen />
}
