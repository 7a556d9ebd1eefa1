// What happens in a generated network: people recommend, take it back, help, block, part; the plan follows.
import { DomainError } from '../../src/domain/errors.ts';
import { block, breakContact } from '../../src/domain/network/blocks.ts';
import { recommend, withdrawRecommendation } from '../../src/domain/network/recommendations.ts';
import type { Story } from '../support/story.ts';
import type { Chance } from './chance.ts';
import { key, sees, type Town } from './town.ts';

/** One thing that happens, in the database and in the plan; nothing when the domain refuses it. */
export async function happen(story: Story, chance: Chance, { plan, people, requests }: Town): Promise<string> {
  const actor = chance.below(plan.people);
  const asker = chance.pick([...plan.reach.keys()]);
  const other = (actor + 1 + chance.below(plan.people - 1)) % plan.people;
  const { requestId } = requests.get(asker)!;
  const [me, you] = [people[actor]!.id, people[other]!.id];
  const happenings: Readonly<Record<string, () => Promise<void>>> = {
    recommends: async () => {
      await story.run((tx) => recommend(tx, me, requestId, 'NEIGHBOUR'));
      plan.recommendations.add(`${actor}>${asker}`);
    },
    withdraws: async () => {
      await story.run((tx) => withdrawRecommendation(tx, me, requestId));
      plan.recommendations.delete(`${actor}>${asker}`);
    },
    helps: async () => {
      if (!sees(plan, actor, asker)) return;
      await story.promise(me, requestId, BigInt(100 + chance.below(900)));
      plan.promises.add(`${actor}>${asker}`);
    },
    blocks: async () => {
      await story.run((tx) => block(tx, me, you));
      plan.blocks.add(key(actor, other));
    },
    parts: async () => {
      await story.run((tx) => breakContact(tx, me, you));
      plan.contacts.delete(key(actor, other));
    },
  };
  const what = chance.pick(['recommends', 'recommends', 'withdraws', 'helps', 'helps', 'helps', 'blocks', 'parts']);
  try {
    await happenings[what]!();
    return what;
  } catch (error) {
    if (error instanceof DomainError) return 'refused';
    throw error;
  }
}
