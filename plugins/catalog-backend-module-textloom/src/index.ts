export { catalogModuleTextloom as default } from './module';
