import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/statistics',
    name: 'statistics',
    component: () => import('./StatisticsPage.vue'),
    meta: { title: '三率统计', permission: 'quality.read', kind: 'staff', menu: { group: '统计', order: 20 } },
  },
  {
    path: '/statistics/records',
    name: 'statistics-records',
    component: () => import('./RowsPage.vue'),
    meta: { title: '数字背后的记录', permission: 'quality.read', kind: 'staff', under: 'statistics' },
  },
] satisfies RouteRecordRaw[]
