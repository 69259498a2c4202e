import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/practice-points',
    name: 'practice-points',
    component: () => import('./PointsPage.vue'),
    meta: {
      title: '不良执业行为记分',
      permission: ['grade.fact', 'grade.read'],
      kind: 'staff',
      menu: { group: '评价', order: 60, label: '执业记分' },
    },
  },
] satisfies RouteRecordRaw[]
