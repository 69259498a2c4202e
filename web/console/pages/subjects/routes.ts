import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/subjects',
    name: 'subjects',
    component: () => import('./SearchPage.vue'),
    meta: {
      title: '主体查询',
      permission: 'subject.read',
      kind: 'staff',
      menu: { group: '主体', order: 10 },
      home: 60,
    },
  },
  {
    path: '/subjects/:id(S\\d+)',
    name: 'subject',
    component: () => import('./ArchivePage.vue'),
    meta: { title: '信用档案', permission: 'subject.read', kind: 'staff', under: 'subjects' },
  },
  {
    path: '/subjects/:id(S\\d+)/differences',
    name: 'subject-differences',
    component: () => import('./DifferencesPage.vue'),
    meta: { title: '档案变化', permission: 'subject.read', kind: 'staff', under: 'subjects' },
  },
  {
    path: '/subjects/:id(S\\d+)/delegates',
    name: 'subject-delegates',
    component: () => import('./DelegatesPage.vue'),
    meta: { title: '主体账号与代理人', permission: 'delegate.manage', kind: 'staff', under: 'subjects' },
  },
  {
    path: '/enquiry',
    name: 'enquiry',
    component: () => import('./EnquiryPage.vue'),
    meta: {
      title: '授权查询',
      permission: ['query.authorised', 'share.query'],
      kind: 'staff',
      menu: { group: '主体', order: 20 },
      home: 50,
    },
  },
] satisfies RouteRecordRaw[]
