// A program of its own on the embedded database: starts or joins it, tells its parent, and stays until it is killed.
import { startEmbedded } from '../../../dist/db/embedded.js';

const [, , dir, database] = process.argv;
const { url, adopted } = await startEmbedded({ dir, database });
process.send({ url, adopted });
setInterval(() => {}, 1_000_000);
