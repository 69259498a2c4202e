/** Pages of the lists, as tabs. */
export const kListPages = ['lists', 'list-rules', 'list-exit', 'outside', 'boards'] as const
