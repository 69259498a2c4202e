/** Pages of commitments, as tabs. */
export const kCommitmentPages = ['commitments', 'commitment-items'] as const

/** States of a single promise: word and tone. */
export const kPromises: Record<string, { title: string; tone: string }> = {
  open: { title: '履行中', tone: 'info' },
  kept: { title: '已履行', tone: 'good' },
  doubted: { title: '存疑，待认定', tone: 'warn' },
  broken: { title: '未履行', tone: 'bad' },
}
