import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/repairs/batches',
    name: 'repair-batches',
    component: () => import('./BatchesPage.vue'),
    meta: {
      title: '批量修复',
      permission: 'repair.handle',
      kind: 'staff',
      menu: { group: '办理', order: 30, label: '修复工作' },
    },
  },
  {
    path: '/repairs/batches/:id(B\\d+)',
    name: 'repair-batch',
    component: () => import('./BatchPage.vue'),
    meta: { title: '批量修复结果', permission: 'repair.handle', kind: 'staff', under: 'repair-batches' },
  },
  {
    path: '/repairs/trainings',
    name: 'repair-trainings',
    component: () => import('./TrainingsPage.vue'),
    meta: { title: '信用修复培训', tab: '培训', permission: 'repair.handle', kind: 'staff', under: 'repair-batches' },
  },
  {
    path: '/repairs/talks',
    name: 'talks',
    component: () => import('./TalksPage.vue'),
    meta: { title: '约谈记录', tab: '约谈', permission: 'case.read', kind: 'staff', under: 'repair-batches' },
  },
  {
    path: '/repairs/talks/new',
    name: 'talk-new',
    component: () => import('./NewTalkPage.vue'),
    meta: { title: '通知约谈', permission: 'case.handle', kind: 'staff', under: 'repair-batches' },
  },
  {
    path: '/repairs/leftovers',
    name: 'repair-leftovers',
    component: () => import('./LeftoversPage.vue'),
    meta: {
      title: '修复后仍在公示的',
      tab: '仍在公示',
      permission: 'repair.handle',
      kind: 'staff',
      under: 'repair-batches',
    },
  },
] satisfies RouteRecordRaw[]
