/** Node has no IndexedDB: what stands for it when the code of the client's README runs there. */
export { memoryStore as indexedDbStore } from '../../../client/store/memory.ts';
