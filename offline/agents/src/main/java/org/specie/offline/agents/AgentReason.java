package org.specie.offline.agents;

import org.specie.kernel.core.Reason;

/**
 * Why an agent or the issuer core does not do what it is asked. Source: docs/reference/errors.md,
 * 73xx.
 */
public enum AgentReason implements Reason {
  /** 7301. */
  MALFORMED(
      7301,
      "The request does not have the form of this agent's requests.",
      "Send what the device answered, whole and unchanged."),
  /** 7302. */
  DEVICE_UNKNOWN(7302, "No device of this number is registered.", "Ask whoever sold the device."),
  /** 7303. */
  NOT_FROM_DEVICE(
      7303,
      "The request is not signed by the device that it names.",
      "Let the device make it, and send it unchanged."),
  /** 7304. */
  DEVICE_BLOCKED(
      7304,
      "The device gets no credentials any more.",
      "Ask the issuer why; what is on the device can be paid or recovered."),
  /** 7305. */
  NUMBER_TAKEN(
      7305,
      "The device signed another request under this number before.",
      "Ask the issuer: two devices seem to hold one key."),
  /** 7306. */
  NUMBER_PASSED(
      7306,
      "The device made a later request before.",
      "Let the device make a new request, and ask one agent at a time."),
  /** 7307. */
  SUMS_DISAGREE(
      7307,
      "The sums of the device contradict what it or the issuer said before.",
      "Ask the issuer: the device was set back, or loaded by a stranger."),
  /** 7308. */
  CLASS_UNKNOWN(7308, "The class key is not in use here.", "Fetch the class keys of this epoch."),
  /** 7309. */
  CLASS_OF_OTHERS(
      7309,
      "The class key is for other devices.",
      "Fetch the class key of this device's class and partition."),
  /** 7310. */
  CLASS_NOT_VALID_NOW(
      7310, "The class key is not valid now.", "Fetch the class keys of this epoch."),
  /** 7311. */
  DEVICE_QUOTA_USED_UP(
      7311,
      "The device got all its payment keys of this class key.",
      "Pay with those there are; the next epoch brings new ones."),
  /** 7312. */
  CLASS_QUOTA_USED_UP(
      7312, "All payment keys of this class key were handed out.", "Wait for the next class key."),
  /** 7313. */
  NOT_ACCREDITED(7313, "The agent is not accredited.", "Ask the issuer for accreditation."),
  /** 7314. */
  REGISTERED_OTHERWISE(
      7314,
      "A device of this number is registered with other data.",
      "Look at the record; a device number is given once."),
  /** 7315. */
  CROWD_TOO_SMALL(
      7315,
      "The class and partition have too few devices to hide among.",
      "Merge partitions, or wait until more devices are in use."),
  /** 7316. */
  OWNER_HAS_DEVICE(
      7316,
      "The owner id is that of another device, in use or ended.",
      "Ask the agent that gives pseudonyms for one for this device."),
  /** 7317. */
  PURSE_OF_OTHER_AGENT(
      7317,
      "The device is the purse of another agent.",
      "Look at the register; a device is one agent's for good."),
  /** 7318. */
  NOT_THE_CORES_AGENT(
      7318,
      "The purse of an agent gets its credentials from the core's own agents.",
      "Ask the certifier and the factory of the issuer itself."),
  /** 7319. */
  DEVICE_IN_USE(
      7319,
      "The device has asked for something or was lent money before, so it is somebody's.",
      "Assign a device before it is used; take a fresh one for the agent."),
  /** 7321. */
  OWNER_OF_OTHER_DEVICE(
      7321, "The owner is not the one of this device.", "Let the device make the request itself."),
  /** 7322. */
  OWNER_UNKNOWN(
      7322,
      "The owner is not in this factory's register.",
      "Register with the agent that gives pseudonyms first."),
  /** 7323. */
  NOTHING_LEFT(
      7323, "Nothing of what was wished is allowed.", "Wish for other devices, or another time."),
  /** 7324. */
  NO_INSTITUTION(
      7324,
      "A token for deposits is for an institution that has accounts.",
      "Ask your bank for one of its tokens."),
  /** 7325. */
  TOKEN_OF_OTHERS(
      7325,
      "The payment is not on a token that this factory made.",
      "Give it back to the factory whose key signed the token."),
  /** 7326. */
  POLICY_PASSED(
      7326,
      "A policy of this number or a later one is in force.",
      "Look at the policy in force, and give the new one a higher number."),
  /** 7331. */
  RECORD_UNREADABLE(
      7331,
      "The recovery record is not for this agent, or the sums in it are damaged.",
      "Let the device make one for this agent; otherwise a person has to look at the device."),
  /** 7332. */
  TOO_MANY_RECEIPTS(
      7332,
      "More receipts lie in the band than the million that are looked at together.",
      "Take a shorter time, or a narrower band of amounts.");

  private final int code;
  private final String sentence;
  private final String remedy;

  AgentReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
