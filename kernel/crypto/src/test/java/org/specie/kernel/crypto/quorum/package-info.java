/** Tests of quorum certificates: liars among the signers, foreign and tampered certificates. */
@NullMarked
package org.specie.kernel.crypto.quorum;

import org.jspecify.annotations.NullMarked;
