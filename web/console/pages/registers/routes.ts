import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/registers/disorder',
    name: 'disorder',
    component: () => import('./DisorderPage.vue'),
    meta: {
      title: '严重危害正常医疗秩序责任人另册',
      permission: 'list.disorder',
      kind: 'staff',
      menu: { group: '办理', order: 70, label: '涉医失信另册' },
      home: 60,
    },
  },
  {
    path: '/registers/outside',
    name: 'outside',
    component: () => import('./OutsidePage.vue'),
    meta: { title: '其他部门名单的比对', permission: 'case.read', kind: 'staff', under: 'lists' },
  },
  {
    path: '/boards',
    name: 'boards',
    component: () => import('./BoardsPage.vue'),
    meta: { title: '红黑榜', permission: 'case.read', kind: 'staff', under: 'lists' },
  },
] satisfies RouteRecordRaw[]
