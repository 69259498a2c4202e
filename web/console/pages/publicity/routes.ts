import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/publicity',
    name: 'publicity',
    component: () => import('./DuePage.vue'),
    meta: { title: '待公示', permission: 'publish.read', kind: 'staff', menu: { group: '公示', order: 10 } },
  },
  {
    path: '/publicity/listing',
    name: 'publicity-listing',
    component: () => import('./ListingPage.vue'),
    meta: { title: '公示清单', permission: 'publish.read', kind: 'staff', menu: { group: '公示', order: 20 } },
  },
  {
    path: '/publicity/listing/:id',
    name: 'publicity-record',
    component: () => import('./PublicityRecordPage.vue'),
    meta: { title: '公示详情', permission: 'publish.read', kind: 'staff', under: 'publicity-listing' },
  },
  {
    path: '/exports',
    name: 'exports',
    component: () => import('./ExportsPage.vue'),
    meta: {
      title: '批量导出',
      permission: ['export.request', 'export.approve'],
      kind: 'staff',
      menu: { group: '公示', order: 40 },
    },
  },
] satisfies RouteRecordRaw[]
