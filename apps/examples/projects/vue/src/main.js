import { createApp } from 'vue';
import PhotoLibrary from './PhotoLibrary.vue';

createApp(PhotoLibrary).mount('#app');
