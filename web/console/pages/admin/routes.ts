import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/users',
    name: 'users',
    component: () => import('./UsersPage.vue'),
    meta: { title: '用户', permission: 'user.read', menu: { group: '系统', order: 10 }, home: 20 },
  },
  {
    path: '/users/new',
    name: 'user-new',
    component: () => import('./NewUserPage.vue'),
    meta: { title: '新建用户', permission: 'user.manage', under: 'users' },
  },
  {
    path: '/users/:id(U\\d+)',
    name: 'user',
    component: () => import('./UserPage.vue'),
    meta: { title: '用户详情', permission: 'user.read', under: 'users' },
  },
  {
    path: '/roles',
    name: 'roles',
    component: () => import('./RolesPage.vue'),
    meta: { title: '角色与权限', permission: 'user.read', menu: { group: '系统', order: 20 } },
  },
  {
    path: '/units',
    name: 'units',
    component: () => import('./UnitsPage.vue'),
    meta: { title: '机构与专人', permission: 'unit.read', kind: 'staff', menu: { group: '系统', order: 30 } },
  },
  {
    path: '/units/new',
    name: 'unit-new',
    component: () => import('./UnitFormPage.vue'),
    meta: { title: '登记机构', permission: 'unit.manage', under: 'units' },
  },
  {
    path: '/units/:id/change',
    name: 'unit-change',
    component: () => import('./UnitFormPage.vue'),
    meta: { title: '修改机构', permission: 'unit.manage', under: 'units' },
  },
  {
    path: '/sessions',
    name: 'sessions',
    component: () => import('./SessionsPage.vue'),
    meta: { title: '在线用户', permission: 'user.manage', menu: { group: '系统', order: 40 } },
  },
] satisfies RouteRecordRaw[]
