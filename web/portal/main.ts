import '@shared/styles/all.css'
import './portal.css'
import { createApp } from 'vue'
import { startDisplay } from '@shared/lib/display'
import App from './App.vue'
import { makeRouter } from './router'

startDisplay('portal')
createApp(App).use(makeRouter()).mount('#app')
