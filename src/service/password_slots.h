// Each password check takes 46 MiB and a core for a while: only so many may run at once, the rest waits or is turned
// away.
#pragma once

#include <chrono>
#include <optional>
#include <semaphore>

namespace medcredit::service {

/// Made once by the server and shared by its worker threads (Context::passwordSlots). Thread-safe.
class PasswordSlots {
 public:
  static constexpr int kSlots = 2;

  explicit PasswordSlots(std::chrono::milliseconds patience = std::chrono::seconds(3)) : patience_(patience) {}

  /// Gives the slot back when it goes.
  class Slot {
   public:
    explicit Slot(PasswordSlots* owner) : owner_(owner) {}
    Slot(Slot&& other) noexcept : owner_(other.owner_) { other.owner_ = nullptr; }
    Slot& operator=(Slot&&) = delete;
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ~Slot() {
      if (owner_ != nullptr) owner_->free_.release();
    }

   private:
    PasswordSlots* owner_;
  };

  /// Empty when none became free in time. Without `slots` (command line) there is nothing to wait for.
  [[nodiscard]] static std::optional<Slot> take(PasswordSlots* slots) {
    if (slots != nullptr && !slots->free_.try_acquire_for(slots->patience_)) return std::nullopt;
    return std::optional<Slot>(std::in_place, slots);
  }

 private:
  std::chrono::milliseconds patience_;
  std::counting_semaphore<kSlots> free_{kSlots};
};

}  // namespace medcredit::service
