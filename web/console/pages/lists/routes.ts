import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/lists',
    name: 'lists',
    component: () => import('./ListsPage.vue'),
    meta: {
      title: '名单',
      tab: '名单信息',
      permission: 'case.read',
      kind: 'staff',
      menu: { group: '办理', order: 50 },
    },
  },
  {
    path: '/lists/rules',
    name: 'list-rules',
    component: () => import('./ListRulesPage.vue'),
    meta: { title: '名单种类和认定标准', permission: 'case.read', kind: 'staff', under: 'lists' },
  },
  {
    path: '/lists/exit-ratio',
    name: 'list-exit',
    component: () => import('./ExitRatioPage.vue'),
    meta: { title: '严重失信主体退出比例', permission: 'case.read', kind: 'staff', under: 'lists' },
  },
  {
    path: '/lists/new',
    name: 'list-propose',
    component: () => import('./ProposePage.vue'),
    meta: { title: '提出列入名单', permission: 'case.handle', kind: 'staff', under: 'lists' },
  },
  {
    path: '/lists/:id(L\\d+)',
    name: 'list-entry',
    component: () => import('./ListEntryPage.vue'),
    meta: { title: '名单信息', permission: 'case.read', kind: 'staff', under: 'lists' },
  },
] satisfies RouteRecordRaw[]
