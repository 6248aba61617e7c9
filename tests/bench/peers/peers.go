// The same work as in the .cpp files beside, with goroutines and channels: peers WORK SCHEDULERS.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"
)

var works = map[string]func(){
	"spawn_exit":     spawnExit,
	"ping_pong":      pingPong,
	"ring_10k":       func() { ring("ring_10k", 10_000, 100) },
	"ring_1m":        func() { ring("ring_1m", 1_000_000, 2) },
	"fan_in":         fanIn,
	"call":           func() { call("call", 0) },
	"call_over_10k":  func() { call("call_over_10k", 10_000) },
	"timers":         timers,
	"telephone_call": telephoneCall,
}

func main() {
	if len(os.Args) == 3 {
		schedulers, err := strconv.Atoi(os.Args[2])
		work, known := works[os.Args[1]]
		if err == nil && known {
			runtime.GOMAXPROCS(schedulers)
			work()
			return
		}
	}
	fmt.Fprintln(os.Stderr, "usage: peers WORK SCHEDULERS")
	os.Exit(2)
}

// Nanoseconds for each of count, since.
func report(figure string, started time.Time, count int) {
	fmt.Printf("%s %.1f\n", figure, float64(time.Since(started).Nanoseconds())/float64(count))
}
