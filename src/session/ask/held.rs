//! For how long a condition has held: at how many steps in a row, up to the current one.
//!
//! Figures of the whole data set are not kept for every step, so earlier steps are looked at again, by replay on a copy of the run. Asked
//! after each step, it looks at that step alone.

use super::condition::Condition;
use crate::session::run::journal::Journal;
use crate::session::run::session::Session;
use std::rc::Rc;

/// The last answer about one condition.
#[derive(Default)]
pub struct Held(Option<Answer>);

struct Answer {
    condition: String,
    journal: Rc<Journal>,
    step: u64,
    count: u64,
}

impl Held {
    /// At how many of the last steps the condition has held without a break, at most `most`. Step 0 counts as one.
    pub fn count(&mut self, condition: &Condition, session: &Session, most: u64) -> u64 {
        let now = session.now();
        let (mut count, mut next) = (0, (now + 1).saturating_sub(most));
        let known = self.0.as_ref().filter(|known| {
            let past = session.journal.parts_from(&known.journal).is_none_or(|fork| fork > known.step);
            known.condition == condition.text() && past && (next..=now).contains(&known.step)
        });
        if let Some(known) = known {
            (count, next) = (known.count, known.step + 1);
        }
        if !condition.holds(session, None) {
            count = 0;
        } else if next < now {
            let mut again = session.clone();
            again.seek(next);
            while again.now() < now {
                count = if condition.holds(&again, None) { count + 1 } else { 0 };
                if again.step(1) == 0 {
                    break;
                }
            }
            count += 1;
        } else if next == now {
            count += 1;
        }
        let count = count.min(most);
        self.0 = Some(Answer {
            condition: condition.text().to_string(),
            journal: session.journal.clone(),
            step: now,
            count,
        });
        count
    }
}
