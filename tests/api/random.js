// Seeded random numbers (xorshift128+ in 32-bit words): the same seed gives the same requests.
'use strict';

class Random {
  constructor(seed) {
    this.state = [seed >>> 0 || 1, 0x9e3779b9, 0x243f6a88, (seed * 2654435761) >>> 0];
    for (let i = 0; i < 20; ++i) this.next();
  }
  next() {
    let [x, y, z, w] = this.state;
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    this.state = [x, y, z, w];
    return w;
  }
  /// 0 … n-1
  below(n) {
    return this.next() % n;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  chance(percent) {
    return this.below(100) < percent;
  }
  between(low, high) {
    return low + this.below(high - low + 1);
  }
}

module.exports = {Random};
