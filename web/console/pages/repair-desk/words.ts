/** Pages of what an office does about repairs, as tabs. */
export const kRepairPages = ['repair-batches', 'repair-trainings', 'talks', 'repair-leftovers'] as const
