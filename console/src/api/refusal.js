/** A request that was answered with a refusal, or not at all. */
export class Refusal extends Error {
  /**
   * @param code as the server names it; 'NoAnswer' when there was none
   * @param detail AccessDeniedDetail, when the server explains
   */
  constructor({ status, code, message, requestId, detail }) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.detail = detail;
  }

  /** The parameter that the refusal is about, as InvalidParameter.UserName names it. */
  get field() {
    return /^(?:InvalidParameter|MissingParameter|Missing|Invalid)\.?([A-Z]\w*)/.exec(this.code)?.[1] ?? '';
  }
}

export const noAnswer = () => new Refusal({ status: 0, code: 'NoAnswer', message: '', requestId: '' });
