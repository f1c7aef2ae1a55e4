/** One figure as a bar from nought, to be set under others on the same scale. Its number stands beside it in the table. */
interface BarProps {
  readonly value: number;
  /** The ends of the scale; nought lies between them or is one of them. */
  readonly from: number;
  readonly to: number;
  /** A mark that the value is held against. */
  readonly mark?: number;
  /** The figure in words, for whoever does not see the bar. */
  readonly says: string;
  readonly className?: string;
}

export function Bar({ value, from, to, mark, says, className = '' }: BarProps) {
  const place = (figure: number) => (100 * (figure - from)) / (to - from || 1);
  const [left, right] = [place(Math.min(0, value)), place(Math.max(0, value))];
  return (
    <svg className={`drawn bar ${className}`} role="img" aria-label={says}>
      <title>{says}</title>
      <rect x={`${left}%`} width={`${right - left}%`} y="20%" height="60%" />
      <line className="nought" x1={`${place(0)}%`} x2={`${place(0)}%`} y1="0" y2="100%" />
      {mark !== undefined && <line className="mark" x1={`${place(mark)}%`} x2={`${place(mark)}%`} y1="0" y2="100%" />}
    </svg>
  );
}
