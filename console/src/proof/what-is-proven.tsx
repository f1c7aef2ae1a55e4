/** What these proofs prove and what they do not, for people who are no cryptographers. */
export function WhatIsProven() {
  return (
    <>
      <h2>What this proves</h2>
      <ul>
        <li>A record that is proven stood in the history when it was signed, and stands there unchanged.</li>
        <li>
          Since this browser last looked, nothing was taken away, put in between or exchanged: today’s history begins
          with every record that was there then.
        </li>
        <li>
          An erasure breaks nothing: what is erased cannot be read by anybody any more, and every proof stays valid.
        </li>
      </ul>
      <h2>What this does not prove</h2>
      <ul>
        <li>That what was reported to the ledger is true, or that everything was reported.</li>
        <li>When something happened: times are those of the producers and of the ledger’s clock.</li>
        <li>
          That the words on other pages are those of the record. Here its digest is proven; the evidence file about a
          decision holds the records themselves, and <a href="/verify">the page for evidence files</a> checks every word
          against its digest.
        </li>
        <li>
          That everybody is shown the same history. Witnesses who sign too, or a copy of the checkpoint in your own
          drawer, are for that.
        </li>
        <li>Anything before the first visit of this browser that nobody else has kept.</li>
      </ul>
    </>
  );
}
