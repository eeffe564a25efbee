/**
 * {@code specie bench experiment}: what people feel. Wallets as people have them, with files, pay
 * through providers and four replicas, all of them processes, beside the same wallets without
 * providers; and wallets come back from their words.
 */
@NullMarked
package org.specie.quality.bench.experiment;

import org.jspecify.annotations.NullMarked;
