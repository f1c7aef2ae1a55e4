/** How many records of each type there are about a person, as a table with small bars. */
export function RecordCounts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const types = Object.entries(counts).sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  const most = types[0]?.[1] ?? 1;
  return (
    <table className="counts">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Records</th>
        </tr>
      </thead>
      <tbody>
        {types.map(([type, count]) => (
          <tr key={type}>
            <td>{type}</td>
            <td className="counted">
              <span>{count}</span>
              <svg aria-hidden="true" width="100%" height="10">
                <rect width={`${(100 * count) / most}%`} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
