/** What a view is asked for stands in its address, so that it can be linked to. For what is nobody's personal data only. */
import { useSearchParams } from 'react-router';

/** Changes one parameter and keeps the others; an empty value takes it away. */
export function useChoose(): (name: string, value: string) => void {
  const [, setParameters] = useSearchParams();
  return (name, value) =>
    setParameters((before) => {
      const after = new URLSearchParams(before);
      if (value === '') after.delete(name);
      else after.set(name, value);
      return after;
    });
}
