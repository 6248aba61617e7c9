package main

import "time"

const (
	balls    = 2_000_000
	senders  = 100
	fromEach = 20_000
	births   = 500_000
	batch    = 100
	mailbox  = 1_024 // Channels are bounded: whoever sends more waits.
)

type ball struct{ from chan ball }

func pingPong() {
	other := make(chan ball, mailbox)
	own := make(chan ball, mailbox)
	go func() {
		for it := range other {
			it.from <- ball{other}
		}
	}()
	started := time.Now()
	for left := balls / 2; left > 0; left-- {
		other <- ball{own}
		<-own
	}
	report("ping_pong", started, balls)
}

// The first lap does not count.
func ring(figure string, length, laps int) {
	first := make(chan struct{}, 1)
	next := first
	for i := 1; i < length; i++ {
		own := make(chan struct{}, 1)
		go func(next chan struct{}) {
			for it := range own {
				next <- it
			}
		}(next)
		next = own
	}
	next <- struct{}{}
	<-first
	started := time.Now()
	for lap := 0; lap < laps; lap++ {
		next <- struct{}{}
		<-first
	}
	report(figure, started, length*laps)
}

func fanIn() {
	collector := make(chan int, mailbox)
	started := time.Now()
	for i := 0; i < senders; i++ {
		go func() {
			for left := fromEach; left > 0; left-- {
				collector <- left
			}
		}()
	}
	for left := senders * fromEach; left > 0; left-- {
		<-collector
	}
	report("fan_in", started, senders*fromEach)
}

// Spawns batches and waits for the last of each.
func spawnExit() {
	born := make(chan struct{}, 1)
	started := time.Now()
	for left := births; left > 0; left -= batch {
		for i := 1; i < batch; i++ {
			go func() {}()
		}
		go func() { born <- struct{}{} }()
		<-born
	}
	report("spawn_exit", started, births)
}
